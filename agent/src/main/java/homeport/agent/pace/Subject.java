package homeport.agent.pace;

import homeport.agent.plan.Account;
import homeport.agent.plan.Scope;
import homeport.agent.plan.Target;

/** What a wait or a block is about. */
public sealed interface Subject {

  /** One name of one account. */
  record OfHost(Target target) implements Subject {
    @Override
    public String toString() {
      return target.toString();
    }
  }

  /** Every name that uses one login. */
  record OfAccount(Account account) implements Subject {
    @Override
    public String toString() {
      return "account " + account;
    }
  }

  /** Every name at one provider. */
  record OfProvider(String provider) implements Subject {
    @Override
    public String toString() {
      return "provider " + provider;
    }
  }

  /** The subject that a scope means, seen from one target. */
  static Subject of(Scope scope, Target target) {
    return switch (scope) {
      case HOST -> new OfHost(target);
      case ACCOUNT -> new OfAccount(target.account());
      case PROVIDER -> new OfProvider(target.account().provider());
    };
  }
}
