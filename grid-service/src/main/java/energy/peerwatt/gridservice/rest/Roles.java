package energy.peerwatt.gridservice.rest;

/** Realm roles by name. */
public final class Roles {
    public static final String HOUSEHOLD = "household";
    public static final String INSTALLER = "installer";
    public static final String GRID_OPERATOR = "grid-operator";
    public static final String GATEWAY = "gateway";
    public static final String SERVICE = "service";
    public static final String AUDITOR = "auditor";

    private Roles() {}
}
