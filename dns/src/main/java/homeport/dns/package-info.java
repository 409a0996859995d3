/** Names, addresses, families, RRsets and serials: the nouns of DNS. */
package homeport.dns;
