// No class around it: Java 25 lets a source file begin like this.
static final String STORE = "certs/root.jks";

void main() {
    System.setProperty("javax.net.ssl.trustStore", STORE);
    IO.println(STR."store \{STORE} of \{host()}");
}
