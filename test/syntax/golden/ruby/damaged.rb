require 'httparty'

def pay(:
  HTTParty.post(url, ssl_ca_file: "ca.pem")
end

))) HTTParty.put(url)

HTTParty.get(url, ssl_ca_file: CA
