package homeport.dns;

/** What one record says. Each has the text that a person writes in a zone file. */
public sealed interface Rdata permits IpAddress, Text, Target, Soa {}
