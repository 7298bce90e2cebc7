import base64
import sys

from is_signed import is_signed

for line in open(sys.argv[1], encoding="utf-8").read().strip("\n").split("\n"):
    now, secrets, event_id, timestamp, signature, body = line.split("\t")
    headers = {"webhook-id": event_id, "webhook-timestamp": timestamp, "webhook-signature": signature}
    print(str(is_signed(secrets.split(","), headers, base64.b64decode(body), int(now))).lower())
