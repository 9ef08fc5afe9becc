package energy.peerwatt.appbackend.person;

/** What people are, and the page each comes to. In the order in which somebody of several roles is led to a page. */
public enum Role {
    HOUSEHOLD("household", "/household", "Home"),
    GRID_OPERATOR("grid-operator", "/operator", "Grid"),
    INSTALLER("installer", "/installer", "Devices"),
    COMMUNITY_MANAGER("community-manager", "/community", "Community");

    /** The realm's names, for annotations. */
    public static final String OF_HOUSEHOLD = "household";

    public static final String OF_OPERATOR = "grid-operator";
    public static final String OF_INSTALLER = "installer";
    public static final String OF_MANAGER = "community-manager";

    private final String realmName;
    private final String page;
    private final String label;

    Role(String realmName, String page, String label) {
        this.realmName = realmName;
        this.page = page;
        this.label = label;
    }

    public String realmName() {
        return realmName;
    }

    public String page() {
        return page;
    }

    public String label() {
        return label;
    }
}
