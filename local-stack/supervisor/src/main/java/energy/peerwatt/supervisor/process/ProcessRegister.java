package energy.peerwatt.supervisor.process;

import com.fasterxml.jackson.core.type.TypeReference;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code processes.json}: what this stack has started, by process id and the instant the process began, so that
 * a later start can end what a killed supervisor left and never touches a stranger that got the same id.
 */
public final class ProcessRegister {
    private static final long GRACE_SECONDS = 15;

    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** @param startedAt as the system says; null where it does not */
    record Entry(String name, long pid, @Nullable Instant startedAt) {
        static Entry of(String name, ProcessHandle process) {
            return new Entry(name, process.pid(), process.info().startInstant().orElse(null));
        }

        Optional<ProcessHandle> stillRunning() {
            return ProcessHandle.of(pid)
                    .filter(process -> startedAt != null
                            && process.info()
                                    .startInstant()
                                    .filter(startedAt::equals)
                                    .isPresent());
        }
    }

    public ProcessRegister(Path stateFolder) {
        this.file = stateFolder.resolve("processes.json");
    }

    public synchronized void started(String name, ProcessHandle process) {
        entries.put(name, Entry.of(name, process));
        write();
    }

    public synchronized void ended(String name) {
        entries.remove(name);
        write();
    }

    /** Ends what an earlier supervisor left, and names it. */
    public synchronized List<String> endLeftOvers() {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Entry> running = read().stream()
                .filter(entry -> entry.stillRunning().isPresent())
                .toList();
        running.forEach(entry -> entry.stillRunning().ifPresent(ProcessHandle::destroy));
        running.forEach(ProcessRegister::awaitEnd);
        write();
        return running.stream().map(Entry::name).toList();
    }

    private static void awaitEnd(Entry entry) {
        entry.stillRunning()
                .ifPresent(process -> process.onExit()
                        .orTimeout(GRACE_SECONDS, TimeUnit.SECONDS)
                        .exceptionally(tooLong -> {
                            process.destroyForcibly();
                            return process;
                        })
                        .join());
    }

    private List<Entry> read() {
        try {
            return Json.mapper().readValue(file.toFile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void write() {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Json.mapper().writerWithDefaultPrettyPrinter().writeValue(beside.toFile(), List.copyOf(entries.values()));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
