package energy.peerwatt.messages.evidence;

/** What energy is made of, as its seller says it. */
public enum EnergySource {
    SOLAR,
    WIND,
    HYDRO,
    BIOMASS,
    /** Heat and power together. */
    COGENERATION,
    /** Stored before, whatever it was made of. */
    BATTERY,
    OTHER
}
