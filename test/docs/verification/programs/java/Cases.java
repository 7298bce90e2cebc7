import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

final class Cases {
  public static void main(String[] args) throws Exception {
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] parts = line.split("\t", -1);
      Map<String, String> headers =
          Map.of("webhook-id", parts[2], "webhook-timestamp", parts[3], "webhook-signature", parts[4]);
      byte[] body = Base64.getDecoder().decode(parts[5]);
      Instant now = Instant.ofEpochSecond(Long.parseLong(parts[0]));
      System.out.println(WebhookSignature.isSigned(List.of(parts[1].split(",")), headers::get, body, now));
    }
  }
}
