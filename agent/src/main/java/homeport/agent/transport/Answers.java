package homeport.agent.transport;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.BufferedSource;

/** Reads an answer, but not more than is reasonable. */
final class Answers {
  private Answers() {}

  static Exchange.Answered read(Response response, okhttp3.Call call) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .toMultimap()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    String encoding = response.header("Content-Encoding");
    boolean packed = encoding != null && !encoding.strip().equalsIgnoreCase("identity");
    BufferedSource source = response.body().source();
    boolean more = packed || source.request(Http.LARGEST_ANSWER + 1L);
    byte[] body =
        packed
            ? new byte[0]
            : source.readByteArray(Math.min(source.getBuffer().size(), Http.LARGEST_ANSWER));
    if (more) {
      // Otherwise closing reads on for a while, in the hope of using the connection again.
      call.cancel();
    }
    Charset charset =
        Optional.ofNullable(response.body().contentType())
            .map(MediaType::charset)
            .orElse(StandardCharsets.UTF_8);
    return new Exchange.Answered(response.code(), headers, new String(body, charset), more);
  }
}
