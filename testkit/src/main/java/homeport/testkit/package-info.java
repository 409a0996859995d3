/** Fake clock, misbehaving peers, recorded exchanges, the network lab. */
package homeport.testkit;
