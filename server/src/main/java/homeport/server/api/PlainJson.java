package homeport.server.api;

import homeport.kit.BadJson;
import homeport.kit.Json;
import io.avaje.jex.http.BadRequestException;
import io.avaje.jex.spi.JsonService;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** JSON for the web framework by our own kit: plain maps and lists, no types. */
// The framework's methods are generic in what they return; here it is always a map.
@SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
final class PlainJson implements JsonService {

  @Override
  public void toJson(Object value, OutputStream out) {
    try {
      out.write(toJsonString(value).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toJsonString(Object value) {
    return Json.write(value) + "\n";
  }

  @Override
  public <T> T fromJson(Type type, InputStream in) {
    try {
      return fromJson(type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public <T> T fromJson(Type type, byte[] octets) {
    return fromJson(type, new String(octets, StandardCharsets.UTF_8));
  }

  @Override
  public <T> T fromJson(Type type, String text) {
    try {
      return (T) Json.readMap(text);
    } catch (BadJson e) {
      throw new BadRequestException(e.getMessage());
    }
  }
}
