package energy.peerwatt.appbackend.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedTokensTest {
    private static final List<String> TOKENS = Arrays.asList("id-token", "access-token", null, "300", "");

    @Test
    void whoeverHoldsTheIdGetsTheTokensBack() {
        String id = SealedTokens.newId();

        assertThat(SealedTokens.open(id, SealedTokens.seal(id, TOKENS))).contains(TOKENS);
    }

    @Test
    void theDatabaseAloneGivesNothing() {
        String id = SealedTokens.newId();
        byte[] sealed = SealedTokens.seal(id, TOKENS);

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("access-token");
        assertThat(new String(SealedTokens.row(id), StandardCharsets.ISO_8859_1))
                .doesNotContain(id);
        assertThat(SealedTokens.open(SealedTokens.newId(), sealed)).isEmpty();
    }

    @Test
    void changedOrCutBytesAreNoTokens() {
        String id = SealedTokens.newId();
        byte[] sealed = SealedTokens.seal(id, TOKENS);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(SealedTokens.open(id, changed)).as("byte %d", i).isEmpty();
        }
        assertThat(SealedTokens.open(id, Arrays.copyOf(sealed, 12))).isEmpty();
        assertThat(SealedTokens.open(id, Arrays.copyOf(sealed, sealed.length - 1)))
                .isEmpty();
    }

    @Test
    void everyIdIsNewAndSealingTwiceLooksDifferent() {
        String id = SealedTokens.newId();

        assertThat(SealedTokens.newId()).hasSize(43).isNotEqualTo(id);
        assertThat(SealedTokens.seal(id, TOKENS)).isNotEqualTo(SealedTokens.seal(id, TOKENS));
    }
}
