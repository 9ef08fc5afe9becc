package energy.peerwatt.kit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class IntakeTest {
    @Test
    void whatARuleOrTheDatabaseRefusesIsAboutTheEvent() {
        assertThat(Intake.isAboutTheEvent(new Refused("no such slot"))).isTrue();
        assertThat(Intake.isAboutTheEvent(new RuntimeException(database("22001"))))
                .isTrue();
        assertThat(Intake.isAboutTheEvent(database("23505"))).isTrue();
        assertThat(Intake.isAboutTheEvent(new IllegalArgumentException("negative energy")))
                .isTrue();
        assertThat(Intake.isAboutTheEvent(new IllegalStateException("of our own code")))
                .isTrue();
    }

    @Test
    void aDatabaseThatIsAwayIsNot() {
        assertThat(Intake.isAboutTheEvent(new IOException("connection reset"))).isFalse();
        assertThat(Intake.isAboutTheEvent(new IllegalArgumentException(new IOException("closed"))))
                .isFalse();
        assertThat(Intake.isAboutTheEvent(database("57P01"))).isFalse();
        assertThat(Intake.isAboutTheEvent(ofALibrary())).isFalse();
    }

    private static PgException database(String state) {
        return new PgException("refused", "ERROR", state, null);
    }

    /** A closed connection, as Vert.x says it. */
    private static IllegalStateException ofALibrary() {
        IllegalStateException closed = new IllegalStateException("Connection is closed");
        closed.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("io.vertx.sqlclient.Pool", "get", "Pool.java", 1)});
        return closed;
    }
}
