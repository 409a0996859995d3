/** Accounts, zones and the change journal, on disk. */
package homeport.server.store;
