/** Publishes RRsets somewhere; the dialects that need code. */
package homeport.agent.provider;
