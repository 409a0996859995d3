/** Who someone is: accounts, credentials, password hashes. */
package homeport.server.account;
