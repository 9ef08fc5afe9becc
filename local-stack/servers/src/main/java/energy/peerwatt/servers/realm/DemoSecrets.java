package energy.peerwatt.servers.realm;

/** What everybody may know, because it opens nothing but a local demo. Services refuse it outside of one. */
public final class DemoSecrets {
    /** Of every person of the demo. */
    public static final String PASSWORD = "demo";

    /** How the secret of every client of the demo begins. */
    public static final String PREFIX = "demo-only-";

    private DemoSecrets() {}

    public static String ofClient(String clientId) {
        return PREFIX + clientId;
    }
}
