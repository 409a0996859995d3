/** The dyndns2 language: its request, its reply lines, its codes. */
package homeport.dns.dyndns2;
