package homeport.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeport.dns.IpAddress;
import homeport.dns.RecordType;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names are found through the uplink, whatever the system's resolver does. */
class UplinkNamesTest {
  private static final String HOST = "dyndns.example.org";
  private static final IpAddress FIRST = IpAddress.of("192.0.2.53");
  private static final IpAddress SECOND = IpAddress.of("198.51.100.53");
  private static final IpAddress PROVIDER = IpAddress.of("203.0.113.10");
  private static final IpAddress PROVIDER6 = IpAddress.of("2001:db8::10");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Via.By IPV4_ONLY =
      new Via.By("wan2", List.of(IpAddress.of("192.0.2.10")), true);
  private static final Via.By EITHER =
      new Via.By("wan2", List.of(IpAddress.of("192.0.2.10")), false);

  private static final Via.By BOTH =
      new Via.By(
          "wan2", List.of(IpAddress.of("192.0.2.10"), IpAddress.of("2001:db8:2::10")), false);

  @TempDir private Path folder;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Map<IpAddress, Map<RecordType, DnsReply>> replies = new ConcurrentHashMap<>();
  private final Queue<DnsQuestion> asked = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Names.Resolver> system = new AtomicReference<>();
  private Names names;

  @BeforeEach
  void build() throws IOException {
    Path servers = folder.resolve("resolv.conf");
    Files.writeString(servers, "nameserver " + FIRST + "\nnameserver " + SECOND + "\n");
    system.set(this::hangs);
    names = names(servers);
  }

  private Names names(Path servers) {
    return new Names(
        host -> system.get().resolve(host),
        new HostsFile(folder.resolve("hosts")),
        new UplinkLookup(
            this::reply, new NameServers(List.of(servers)), 53, Thread::startVirtualThread));
  }

  @AfterEach
  void close() {
    end.countDown();
    names.close();
  }

  /** A server without a reply for a type is silent. */
  private DnsReply reply(DnsQuestion question, Via via) {
    asked.add(question);
    DnsReply reply = replies.getOrDefault(question.server(), Map.of()).get(question.type());
    if (reply == null) {
      untilTheEnd();
      return new DnsReply.Failed(false, "no reply");
    }
    return reply;
  }

  private List<java.net.InetAddress> hangs(String host) throws UnknownHostException {
    untilTheEnd();
    throw new UnknownHostException(host);
  }

  private void untilTheEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static DnsReply answer(IpAddress... addresses) {
    return new DnsReply.Answer(List.of(addresses), List.of(), List.of(), false);
  }

  private static DnsReply none() {
    return new DnsReply.NxDomain(false, Optional.empty());
  }

  private List<IpAddress> lookup(Via via) throws UnknownHostException {
    return names.addresses(HOST, via, LIMIT);
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Test
  void a_dead_system_resolver_is_not_waited_for() throws UnknownHostException {
    replies.put(FIRST, Map.of(RecordType.A, answer(PROVIDER)));
    long start = System.nanoTime();
    assertThat(lookup(IPV4_ONLY)).containsExactly(PROVIDER);
    assertThat(millisSince(start)).isLessThan(1000);
    assertThat(asked).allMatch(q -> q.type() == RecordType.A && q.recurse());
  }

  @Test
  void a_silent_name_server_costs_a_moment() throws UnknownHostException {
    replies.put(SECOND, Map.of(RecordType.A, answer(PROVIDER)));
    long start = System.nanoTime();
    assertThat(lookup(IPV4_ONLY)).containsExactly(PROVIDER);
    assertThat(millisSince(start)).isBetween(190L, 1500L);
  }

  @Test
  void a_name_server_that_refuses_costs_nothing() throws UnknownHostException {
    replies.put(FIRST, Map.of(RecordType.A, new DnsReply.Failed(true, "the server says REFUSED")));
    replies.put(SECOND, Map.of(RecordType.A, answer(PROVIDER)));
    long start = System.nanoTime();
    assertThat(lookup(IPV4_ONLY)).containsExactly(PROVIDER);
    assertThat(millisSince(start)).isLessThan(190);
  }

  @Test
  void the_system_resolver_counts_when_the_name_servers_are_silent() throws UnknownHostException {
    system.set(_ -> List.of(PROVIDER.toInetAddress()));
    assertThat(lookup(IPV4_ONLY)).containsExactly(PROVIDER);
  }

  @Test
  void both_families_come_where_both_may_be_used_and_a_silent_one_is_not_waited_for()
      throws UnknownHostException {
    replies.put(FIRST, Map.of(RecordType.A, answer(PROVIDER), RecordType.AAAA, answer(PROVIDER6)));
    assertThat(lookup(BOTH)).containsExactlyInAnyOrder(PROVIDER, PROVIDER6);
    replies.put(FIRST, Map.of(RecordType.A, answer(PROVIDER)));
    long start = System.nanoTime();
    assertThat(lookup(BOTH)).containsExactly(PROVIDER);
    assertThat(millisSince(start)).isLessThan(1000);
  }

  @Test
  void a_family_that_would_leave_by_another_uplink_is_used_only_if_there_is_no_other()
      throws UnknownHostException {
    replies.put(FIRST, Map.of(RecordType.A, none(), RecordType.AAAA, answer(PROVIDER6)));
    assertThat(lookup(EITHER)).containsExactly(PROVIDER6);
    system.set(_ -> List.of(PROVIDER6.toInetAddress(), PROVIDER.toInetAddress()));
    replies.clear();
    assertThat(names.addresses("other.example.org", EITHER, LIMIT)).containsExactly(PROVIDER);
  }

  @Test
  void a_name_that_does_not_exist_is_asked_for_once() {
    replies.put(FIRST, Map.of(RecordType.A, none(), RecordType.AAAA, none()));
    system.set(
        host -> {
          throw new UnknownHostException(host);
        });
    assertThatThrownBy(() -> lookup(EITHER)).isInstanceOf(UnknownHostException.class);
    assertThat(asked).hasSize(2);
  }

  @Test
  void the_address_of_nobody_is_no_answer() throws UnknownHostException {
    replies.put(FIRST, Map.of(RecordType.A, answer(IpAddress.of("0.0.0.0"))));
    replies.put(SECOND, Map.of(RecordType.A, answer(PROVIDER)));
    assertThat(lookup(IPV4_ONLY)).containsExactly(PROVIDER);
  }

  @Test
  void what_the_administrator_wrote_down_counts_first() throws IOException {
    Files.writeString(
        folder.resolve("hosts"), "127.0.0.1 localhost\n203.0.113.77 x DynDNS.example.org # y\n");
    replies.put(FIRST, Map.of(RecordType.A, answer(PROVIDER)));
    assertThat(lookup(IPV4_ONLY)).containsExactly(IpAddress.of("203.0.113.77"));
    assertThat(asked).isEmpty();
  }

  @Test
  void when_all_are_dead_the_last_known_address_stands_in_soon() throws UnknownHostException {
    replies.put(FIRST, Map.of(RecordType.A, answer(PROVIDER)));
    assertThat(lookup(IPV4_ONLY)).containsExactly(PROVIDER);
    replies.clear();
    long start = System.nanoTime();
    assertThat(lookup(IPV4_ONLY)).containsExactly(PROVIDER);
    assertThat(millisSince(start)).isLessThan(2000);
  }

  @Test
  void a_resolver_that_comes_later_than_the_link_is_found() throws IOException {
    Path later = folder.resolve("later.conf");
    system.set(
        host -> {
          throw new UnknownHostException(host);
        });
    try (Names boot = names(later)) {
      assertThatThrownBy(() -> boot.addresses(HOST, IPV4_ONLY, LIMIT))
          .isInstanceOf(UnknownHostException.class);
      Files.writeString(later, "nameserver " + FIRST + "\n");
      replies.put(FIRST, Map.of(RecordType.A, answer(PROVIDER)));
      assertThat(boot.addresses(HOST, IPV4_ONLY, LIMIT)).containsExactly(PROVIDER);
    }
  }

  @Test
  void servers_behind_one_on_this_machine_are_asked_first() throws IOException {
    Path stub = Files.writeString(folder.resolve("stub"), "nameserver 127.0.0.53\n");
    Path behind = Files.writeString(folder.resolve("behind"), "#\nnameserver  192.0.2.53 \n");
    Path missing = folder.resolve("missing");
    assertThat(new NameServers(List.of(stub, missing, behind)).addresses())
        .containsExactly(FIRST, IpAddress.of("127.0.0.53"));
    assertThat(new NameServers(List.of(behind, stub)).addresses()).containsExactly(FIRST);
    assertThat(new NameServers(List.of(missing)).addresses()).isEmpty();
  }
}
