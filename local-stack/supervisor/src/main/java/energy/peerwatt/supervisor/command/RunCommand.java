package energy.peerwatt.supervisor.command;

import energy.peerwatt.servers.RepositoryRoot;
import energy.peerwatt.servers.ServerFailure;
import energy.peerwatt.supervisor.progress.Progress;
import energy.peerwatt.supervisor.stack.CannotStart;
import energy.peerwatt.supervisor.stack.Stack;
import energy.peerwatt.supervisor.stack.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: starts everything and stays in the foreground. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts the whole local stack and stays in the foreground; Ctrl-C stops it.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:stopped as asked", "1:could not start", "2:wrong options"})
final class RunCommand implements Callable<Integer> {
    private static final int MOST_HOMES = 100;

    @Option(names = "--fresh", description = "forget everything an earlier run left in the state folder")
    private boolean fresh;

    @Option(
            names = "--speed",
            defaultValue = "15",
            paramLabel = "N",
            description = "market time goes N times as fast as real time, 1 to 120 (${DEFAULT-VALUE})")
    private long speed;

    @Option(
            names = "--homes",
            defaultValue = "14",
            paramLabel = "N",
            description = "homes in the street, 2 to 100 (${DEFAULT-VALUE})")
    private int homes;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "CSV time,load_kw,pv_kw of a real home in place of simulated weather and appliances")
    private @Nullable Path profile;

    @Option(names = "--state", paramLabel = "DIR", description = "state folder (.peerwatt in the repository)")
    private @Nullable Path state;

    @Mixin
    private PortOptions ports = new PortOptions();

    @Override
    public Integer call() throws InterruptedException {
        Progress progress = new Progress(System.out);
        Stack stack;
        try {
            stack = Stack.prepare(settings(), progress);
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop-stack"));
        try {
            stack.start();
        } catch (CannotStart | ServerFailure e) {
            System.err.println(e.getMessage());
            stack.close();
            return 1;
        } catch (RuntimeException e) {
            System.err.println("the stack could not be started:");
            e.printStackTrace(System.err);
            stack.close();
            return 1;
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private StackSettings settings() {
        if (speed < 1 || speed > 120) {
            throw new CannotStart("--speed must be 1 to 120: " + speed);
        }
        if (homes < 2 || homes > MOST_HOMES) {
            throw new CannotStart("--homes must be 2 to " + MOST_HOMES + ": " + homes);
        }
        if (profile != null && !Files.isReadable(profile)) {
            throw new CannotStart("--profile " + profile + " cannot be read");
        }
        Path repository = RepositoryRoot.find();
        Path folder = state == null ? repository.resolve(".peerwatt") : state;
        return new StackSettings(repository, folder, fresh, speed, homes, profile, ports.ports());
    }

    /** A signal is the ordinary end of a run: exit code 0 where the JVM would say 130 or 143. */
    private static void stop(Stack stack) {
        int code = 0;
        try {
            if (!stack.isClosed()) {
                stack.close();
            } else {
                return;
            }
        } catch (RuntimeException e) {
            System.err.println("not everything stopped as it should: " + e.getMessage());
            code = 1;
        }
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
