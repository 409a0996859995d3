/** Zone versions, changesets, serials, lookup. */
package homeport.server.zone;
