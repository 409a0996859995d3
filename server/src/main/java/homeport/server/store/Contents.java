package homeport.server.store;

import homeport.server.account.Directory;
import homeport.server.zone.Zones;

/**
 * All that the store holds, as it is kept in memory.
 *
 * @param zones the zones and the serials of former ones
 * @param directory accounts, credentials, domains, names
 */
public record Contents(Zones zones, Directory directory) {}
