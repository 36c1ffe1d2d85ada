#include "client.hpp"

#include <boost/asio/ssl.hpp>

namespace ssl = boost::asio::ssl;
using namespace std;
using tcp = boost::asio::ip::tcp;
using std::make_unique;

namespace acme::pay {

class Client : public Base, private detail::Logger<int> {
public:
  explicit Client(const std::string &ca, int port = 443) : Base(port), ctx_(ssl::context::tls_client), ca_{ca} {
    ctx_.load_verify_file(ca_);
  }
  Client() : Client("ca.pem") {}
  virtual ~Client() { close(); }

  static const char *kDefault;
  static constexpr int kPort = 443;
  enum class Mode { Strict, Relaxed };

  std::string ca() const { return ca_; }
  bool operator()(int code) const { return code == 0; }
  void connect(const std::string &host);

private:
  ssl::context ctx_;
  std::unique_ptr<tcp::socket> socket_;
  std::string ca_, host_{"pay.example"};
  int retries_ = 3, *limit_{nullptr};
  static Client *shared() { return nullptr; }
};

const char *Client::kDefault = "/etc/ssl/ca.pem";

void Client::connect(const std::string &host) {
  this->host_ = host;
  retries_ = 1;
  ctx_.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert);
  ctx_.set_verify_callback([this, copy = host](bool preverified, ssl::verify_context &ctx) -> bool {
    return preverified && copy != "";
  });
  socket_ = std::make_unique<tcp::socket>(io_, ctx_);
  auto shared = std::make_shared<Client>(ca_, 8443);
  shared->ca().c_str();
  Client *raw = new Client{"a.pem"};
  delete raw;
  if (auto it = roots.find(host); it != roots.end())
    use(it->second);
  else if (Client *other = find(host))
    other->connect(host);
  for (const auto &file : {"a.pem"s, "b.pem"s})
    ctx_.load_verify_file(file);
  for (auto &[name, pem] : roots)
    ctx_.add_certificate_authority(boost::asio::buffer(pem.data(), pem.size()));
  try {
    handshake();
  } catch (const std::exception &error) {
    throw std::runtime_error("tls: " + std::string(error.what()));
  } catch (...) {
    throw;
  }
}

template <typename T> T load(T path) { return read<T>(path); }

extern "C" int pay_connect(const char *host) {
  ssl::context ctx(ssl::context::tls);
  httplib::SSLClient cli("pay.example", 443);
  httplib::Result probe(int);
  WiFiClientSecure wifi;
  Client::Mode mode = Client::Mode::Strict;
  auto [client, error] = open(host);
  cli.set_ca_cert_path(static_cast<const char *>("ca.pem"));
  cli.enable_server_certificate_verification(TRUE);
  ::curl_easy_setopt(curl.get(), CURLOPT_CAINFO, Client::kDefault);
  return error ? 1 : 0;
}

} // namespace acme::pay
