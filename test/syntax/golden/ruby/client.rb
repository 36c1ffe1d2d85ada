class Pay::Client < Base::Http
  include HTTParty
  extend Forwardable

  ssl_ca_file File.join(__dir__, "root.pem")
  base_uri 'https://api.example.com'
  attr_accessor :ca
  @pool = nil
  @@count = 0

  def initialize(host, *rest, verify: true, ca_file:, port: 443, **options, &block)
    @host = host
    @ca ||= ca_file
    super(host, port)
    @verify = verify
  end

  def http
    @http ||= begin
      http = Net::HTTP.new(@host, 443, ca_file: @ca)
      http.use_ssl = true
      http.verify_mode = OpenSSL::SSL::VERIFY_PEER
      http
    end
  end

  def ca
    @ca
  end

  def ca=(value)
    @ca = value
  end

  def post(path, body = {}, **options)
    super
    response = http.request(build(path, body))
    self.class.count += 1
    return parse(response) if response.is_a?(Net::HTTPSuccess)

    log response.body
  end

  def self.build(...) = new(...)

  def self.pool
    @pool ||= Pool.new { build }
  end

  class << self
    def default
      @default ||= new("localhost")
    end
  end

  private

  def store
    OpenSSL::X509::Store.new.tap do |store|
      store.set_default_paths
      store.add_file @ca unless @ca.nil?
    end
  end

  private def verifier = ->(ok, context) { ok && context.error.zero? }
end

module Tls
  module_function

  def bundle(path = CA)
    yield path, 1 if block_given?
    File.read path
  end
end

Options = Struct.new(:host, :ca) do
  def pinned?
    !ca.nil?
  end
end

class Verifier
  define_method(:verify) { |ok| ok && @strict }
end

Dir[File.join(Pay::CERTS, "*.pem")].sort.each(&store.method(:add_file))

Net::HTTP.start(uri.host, uri.port, use_ssl: true, ca_file: Pay::CA) do |http|
  http.request(request)
end
