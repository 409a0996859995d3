package homeport.agent.transport;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * OkHttp repeats a request at once after 503 with {@code Retry-After: 0}; nobody else decides that.
 */
final class NoRepetition implements Interceptor {

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String wait = response.header("Retry-After");
    boolean wouldRepeat = response.code() == 503 && wait != null && wait.matches("0+");
    return wouldRepeat ? response.newBuilder().removeHeader("Retry-After").build() : response;
  }
}
