package energy.peerwatt.street;

import energy.peerwatt.messages.time.MarketClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code java -jar street.jar}: runs a street until it is told to stop. */
@Command(
        name = "street",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Simulates a street of homes whose meters and inverters are Modbus TCP servers.",
        footer = "street history --help tells how to write what a street did before it starts.")
public final class StreetCommand implements Callable<Integer> {
    private static final int CANNOT_START = 1;

    @Option(names = "--state", required = true, description = "folder of the street's state and of street.json")
    private Path state = Path.of("");

    @Option(names = "--clock", required = true, description = "file of the market clock")
    private Path clock = Path.of("");

    @Option(names = "--port-base", required = true, description = "meters listen from here, inverters 100 above")
    private int portBase;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "address to listen on (${DEFAULT-VALUE})")
    private String host = "";

    @Option(names = "--homes", defaultValue = "14", description = "how many homes, 1 to 100 (${DEFAULT-VALUE})")
    private int homes;

    @Option(names = "--seed", defaultValue = "1", description = "of weather, people and counters (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--profile", description = "CSV time,load_kw,pv_kw in place of weather and appliances")
    private @Nullable Path profile;

    private StreetCommand() {}

    public static void main(String[] arguments) {
        // The Modbus library's Netty would use sun.misc.Unsafe, about which the JDK prints warnings.
        System.setProperty("io.netty.noUnsafe", "true");
        boolean past = arguments.length > 0 && arguments[0].equals(HistoryCommand.NAME);
        System.exit(
                past
                        ? new CommandLine(new HistoryCommand())
                                .execute(Arrays.copyOfRange(arguments, 1, arguments.length))
                        : new CommandLine(new StreetCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Options options = new Options(state, host, portBase, homes, seed, profile);
            RunningStreet street = RunningStreet.start(options, MarketClock.of(clock));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(street), "street-stop"));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            System.err.println("street: " + e.getMessage());
            return CANNOT_START;
        }
        System.out.println("street ready");
        new CountDownLatch(1).await();
        return 0;
    }

    /** A signal to stop is the ordinary end of a street: exit code 0 where the JVM would say 143. */
    private static void stop(RunningStreet street) {
        int code = 0;
        try {
            street.close();
        } catch (IOException e) {
            System.err.println("street: stopped without saving: " + e.getMessage());
            code = CANNOT_START;
        }
        System.out.println("street stopped");
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
