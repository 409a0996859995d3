package homeport.server.update;

import homeport.server.account.Directory;
import homeport.server.zone.Zones;

/**
 * One version of everything that is published together.
 *
 * @param zones what the name server answers
 * @param directory who may change it
 */
public record State(Zones zones, Directory directory) {}
