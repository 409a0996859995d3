package homeport.agent.plan;

/** How far a refusal or a wait reaches. */
public enum Scope {
  /** One name of one account. */
  HOST,
  /** Every name that uses this login. */
  ACCOUNT,
  /** Every name that this agent keeps at the provider. */
  PROVIDER
}
