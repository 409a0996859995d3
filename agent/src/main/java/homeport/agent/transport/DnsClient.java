package homeport.agent.transport;

/** Asks name servers directly, past the system's resolver. */
public interface DnsClient {

  /** Asks over UDP, and again over TCP if the reply was cut off. Blocks; fails within its time. */
  DnsReply ask(DnsQuestion question, Via via);
}
