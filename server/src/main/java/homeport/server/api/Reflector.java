package homeport.server.api;

import homeport.dns.IpAddress;

/** The texts in which a caller is told its own address. */
enum Reflector {
  /** The address and a line end. */
  PLAIN("text/plain; charset=utf-8") {
    @Override
    String body(IpAddress address) {
      return address + "\n";
    }
  },
  /** One object with the member {@code ip}. */
  JSON("application/json") {
    @Override
    String body(IpAddress address) {
      return "{\"ip\":\"" + address + "\"}\n"; // an address needs no escapes
    }
  },
  /** The words that routers have looked for since 1999. */
  CLASSIC("text/html; charset=utf-8") {
    @Override
    String body(IpAddress address) {
      return "<html><head><title>Current IP Check</title></head>"
          + "<body>Current IP Address: "
          + address
          + "</body></html>\r\n";
    }
  };

  private final String contentType;

  Reflector(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  abstract String body(IpAddress address);
}
