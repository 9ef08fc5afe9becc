package energy.peerwatt.supervisor.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void folderOfSomethingElseIsNotTouched() throws IOException {
        Path photo = Files.writeString(folder.resolve("photo.jpg"), "mine");

        assertThatThrownBy(() -> StateFolder.open(folder))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("--state DIR");

        assertThat(photo).exists();
        assertThat(folder.resolve(".peerwatt-state")).doesNotExist();
    }

    @Test
    void wipedFolderIsStillOursAndEmpty() throws IOException {
        try (StateFolder state = StateFolder.open(folder)) {
            Files.createDirectories(state.file("kafka/data"));
            Files.writeString(state.file("kafka/data/segment"), "old");

            state.wipe();

            assertThat(state.file("kafka")).doesNotExist();
        }
        StateFolder.open(folder).close();
    }
}
