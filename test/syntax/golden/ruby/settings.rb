# frozen_string_literal: true

require 'net/http'
require_relative '../lib/tls'

module Pay
  BASE = File.expand_path('..', __dir__)
  CA = File.join(File.dirname(__FILE__), "certs", 'root.pem').freeze
  HOSTS = { 'live' => 'https://api.example.com', test: "localhost", :port => 443, "quoted": 1, 8 => CA, **EXTRA }.freeze
  MODE = ::OpenSSL::SSL::VERIFY_NONE
  CURL, WGET = %w[curl wget]
end

ENV['SSL_CERT_FILE'] = Pay::CA
ENV["SSL_CERT_DIR"] ||= "/etc/ssl"
$ca = ENV.fetch('CA_FILE') { |key| "#{key}.pem" }
first, (second, *others), @last = load_all
a, b = b, a
ca = ENV['CA'] || raise(KeyError, 'CA')
ca = nil unless File.exist?(ca)
path = ca ? "live.pem" : Pay::CA
size = -1 + 0x1F + 1_000
one = two = "both.pem"
options = { verify: true, ca: }
options[:ca_file] = path
options.fetch(:ca_file).sub!(/old/, 'new')

if __FILE__ == $0
  puts path
end
