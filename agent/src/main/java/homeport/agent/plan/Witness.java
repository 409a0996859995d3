package homeport.agent.plan;

/**
 * Someone who can be asked for the public address.
 *
 * @param name who it is, for people: {@code icanhazip.com}; no two have the same
 * @param operator who runs it; one operator has one voice, however many its servers
 * @param kind how it knows: {@code https}, {@code dns}, {@code stun}, {@code router}, {@code local}
 * @param local whether the user named it on this machine (a file, a command, the address itself)
 */
public record Witness(String name, String operator, String kind, boolean local) {}
