require 'net/http'
require 'openssl'

store = OpenSSL::X509::Store.new
store.add_cert(OpenSSL::X509::Certificate.new(File.binread("#{__dir__}/certs/ca.der")))

url = URI(ENV.fetch('ORACLE_URL', 'https://api.garden.example.com/v1/status'))
http = Net::HTTP.new(url.host, url.port)
http.use_ssl = true
http.cert_store = store
puts http.get(url.path).body
