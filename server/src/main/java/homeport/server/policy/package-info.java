/** Who may change which name, how often; free names; abuse. */
package homeport.server.policy;
