/** Figures, measured beside others in one run. */
package homeport.bench;
