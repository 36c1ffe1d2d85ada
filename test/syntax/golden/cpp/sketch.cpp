#include <ESP8266WiFi.h>

#define HOST "pay.example"

static const char digicert[] PROGMEM = R"EOF(
-----BEGIN CERTIFICATE-----
MIID\n
-----END CERTIFICATE-----
)EOF";
const char url[] PROGMEM = "https://" HOST "/v1";
const char PROGMEM fingerprint[] = "AB:CD";

BearSSL::X509List roots(digicert);
WiFiClientSecure client;
PubSubClient mqtt(HOST, 8883, onMessage, client);
String reply;
int parse(String);

std::vector<std::string> files{"a.pem", "b.pem"};
std::map<std::string, std::string> byHost = {{"pay.example", digicert}, {HOST, u8"b"}};
std::string path = std::string("/etc") + "/" + name;
std::string joined("a" "b");
std::filesystem::path file = std::filesystem::path("certs") / "ca.pem";
const auto *wide = L"w\u00e9", *text = TEXT("t");

void setup() {
  client.setTrustAnchors(&roots);
  client.setFingerprint(fingerprint);
  reply += "ok";
  reply = String(F("a")) + reply;
  std::ostringstream out;
  out << path << "/ca.pem";
  Serial.println("x" + reply);
#if defined(ESP32)
  client.setCACert(digicert);
#elif defined ESP8266 || ARDUINO >= 100
  client.setInsecure();
#endif
}
