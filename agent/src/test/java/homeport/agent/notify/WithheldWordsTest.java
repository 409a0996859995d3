package homeport.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import homeport.agent.plan.Account;
import homeport.agent.plan.Key;
import homeport.agent.plan.Nat;
import homeport.agent.plan.Target;
import homeport.agent.plan.Withheld;
import homeport.dns.AddressFamily;
import homeport.dns.AddressRange;
import org.junit.jupiter.api.Test;

class WithheldWordsTest {
  private static String words(AddressRange range) {
    var key =
        new Key(new Target(new Account("noip", "alice"), "home.example.org"), AddressFamily.IPV4);
    String detail = "192.0.2.1 (" + range + ", " + range.describe() + ") on wan1";
    return Words.withheld(new Withheld(key, Withheld.Reason.SPECIAL_RANGE, detail));
  }

  @Test
  void carriers_translation_is_told_in_the_words_that_doctor_has() {
    assertThat(words(AddressRange.CGNAT))
        .contains("CGNAT: 192.0.2.1")
        .contains(Nat.CGNAT)
        .endsWith(Nat.CGNAT_REMEDY);
  }

  @Test
  void private_address_is_told_with_the_way_to_allow_it() {
    assertThat(words(AddressRange.PRIVATE)).contains("allow the range").doesNotContain("CGNAT");
  }
}
