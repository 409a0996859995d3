package homeport.server.account;

/**
 * That a hostname is somebody's.
 *
 * @param group the group it is in, and by it the account
 * @param fixed whether it is static: no update moves it, only a person by hand
 */
public record Holding(Group group, boolean fixed) {}
