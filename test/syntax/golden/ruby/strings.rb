PLAIN = 'it\'s \n' 'joined'
DOUBLE = "tab\t\x41\u00e9\u{1F512 41}\101\e\s\
end #{name}"
QUOTED = %q(a (b) #{c}) + %Q[d#{e}] + %(f)
WORDS = %w[a.pem b\ c.pem] + %i[ca key]
CHARACTER = ?a
SYMBOLS = [:ca, :"ca file", :'raw']
SQUIGGLY = <<~PEM
  -----BEGIN CERTIFICATE-----
    #{BODY}

  -----END CERTIFICATE-----\t
PEM
RAW = <<-'PEM'.strip
    MIID#{no}\n
    PEM
load(<<ONE, <<~"TWO")
 first
ONE
  second
   third
TWO
PLUS = "-----BEGIN CERTIFICATE-----\n" +
       "MIID\n" + body
PERCENT = "%s/%s.pem at 100%%" % [root, region]
PERCENT_ONE = "%s.pem" % region
PERCENT_NAMED = "%{root}/%<file>s" % { root: "/etc", file: name }
FORMAT = format("%s/%5.2f", root, ratio)
SUM = one + two
pem = +""
pem << "-----BEGIN" << header
certs = []
certs << cert
chain = "a" << b
listing = `ls #{dir}`
