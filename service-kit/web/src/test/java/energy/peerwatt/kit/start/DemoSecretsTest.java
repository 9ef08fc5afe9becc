package energy.peerwatt.kit.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoSecretsTest {
    @Test
    void aKnownPasswordIsForTheDemo() {
        assertThatThrownBy(() -> start("postgres", false)).hasMessageContaining("quarkus.datasource.password");
        for (String ofAService : List.of("order_book", "settlement", "grid_service", "app_backend")) {
            assertThatThrownBy(() -> start(ofAService, false)).hasMessageContaining("peerwatt.demo=true");
        }
        assertThatCode(() -> start("postgres", true)).doesNotThrowAnyException();
    }

    @Test
    void anotherOrNoneIsFineEverywhere() {
        assertThatCode(() -> start("7Hq-nobody-knows", false)).doesNotThrowAnyException();
        assertThatCode(() -> start(null, false)).doesNotThrowAnyException();
    }

    private static void start(@Nullable String password, boolean demo) {
        new DemoSecrets(Optional.ofNullable(password), demo).refuse(new StartupEvent());
    }
}
