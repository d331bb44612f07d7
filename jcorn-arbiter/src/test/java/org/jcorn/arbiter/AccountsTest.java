package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    private final Accounts accounts = new Accounts(PipedWorkers.OS);

    @Test
    void rootIsWhatItIsEverywhere() {
        assertThat(accounts.uid("root")).hasValue(0);
        assertThat(accounts.gid("root")).hasValue(0);
        assertThat(accounts.user(0)).contains(new Accounts.User(0, 0));
    }

    @Test
    void numberNeedsNoEntry() {
        assertThat(accounts.uid("54321")).hasValue(54321);
        assertThat(accounts.gid("54321")).hasValue(54321);
        assertThat(accounts.uid("4294967294")).hasValue(-2);
        assertThat(accounts.user(54321)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-user", "-1", "4294967295", "9999999999", "0x21", "3 3", "root\n", " "})
    void anythingElseIsNobody(String name) {
        assertThat(accounts.uid(name)).isEmpty();
        assertThat(accounts.gid(name)).isEmpty();
    }
}
