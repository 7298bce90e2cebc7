require_relative 'is_signed'

File.readlines(ARGV[0], chomp: true).each do |line|
  now, secrets, id, timestamp, signature, body = line.split("\t", -1)
  headers = { 'webhook-id' => id, 'webhook-timestamp' => timestamp, 'webhook-signature' => signature }
  puts signed?(secrets.split(','), headers, body.unpack1('m'), now.to_i)
end
