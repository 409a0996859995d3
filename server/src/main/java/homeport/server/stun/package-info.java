/** Tells who asks from which address the question came (STUN over UDP). */
package homeport.server.stun;
