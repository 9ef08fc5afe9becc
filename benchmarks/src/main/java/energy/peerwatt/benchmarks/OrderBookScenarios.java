package energy.peerwatt.benchmarks;

import energy.peerwatt.benchmarks.auction.Gate;
import energy.peerwatt.benchmarks.auction.OneZone;
import energy.peerwatt.benchmarks.auction.ZoneTreeAuction;
import energy.peerwatt.benchmarks.energy.EnergyLatency;
import energy.peerwatt.benchmarks.energy.EnergyMarket;
import energy.peerwatt.benchmarks.intake.LogCrash;
import energy.peerwatt.benchmarks.intake.LogDrain;
import energy.peerwatt.benchmarks.intake.Placing;
import energy.peerwatt.benchmarks.race.Race;
import java.util.List;

/** What there is to measure about the order book. */
final class OrderBookScenarios {
    private OrderBookScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Race("OB-1", 1_000, 3_000_000, new Race.Expected(122_050, 1_033_789)),
                new Race("OB-2", 1_000_000, 5_000_000, new Race.Expected(231_515, 1_953_778)),
                new Race("OB-GROWTH", 10_000, 3_000_000, new Race.Expected(121_338, 1_030_375)),
                new Race("OB-GROWTH", 100_000, 3_000_000, new Race.Expected(126_064, 1_064_433)),
                new Race("OB-GROWTH", 1_000_000, 3_000_000, new Race.Expected(144_946, 1_222_868)),
                new EnergyMarket("EZ-1", 1, 5_000_000, true, new EnergyMarket.Expected(1_721_370, 372_151, 1_669_146)),
                new EnergyMarket(
                        "EZ-2", 100, 5_000_000, true, new EnergyMarket.Expected(1_604_280, 438_251, 1_715_813)),
                new EnergyMarket(
                        "EZ-3", 1_000, 10_000_000, false, new EnergyMarket.Expected(2_806_860, 984_714, 3_707_182)),
                new EnergyLatency("EZ-L", 100, 100_000),
                new OneZone("AUC-1", 1_000, 492),
                new OneZone("AUC-1", 10_000, 5_052),
                new OneZone("AUC-1", 100_000, 49_901),
                new OneZone("AUC-1", 400_000, 199_916),
                new OneZone("AUC-1", 1_000_000, null),
                new Gate("AUC-SEAL", 10_000),
                new Gate("AUC-SEAL", 100_000),
                new ZoneTreeAuction("AUC-50", 100_000, new ZoneTreeAuction.Expected(15_308_673, "1669827757647", 29)),
                new Placing("API-1", 1_000, 1, 64, 20_000, 100),
                new Placing("API-1", 4_000, 100, 8, 1_000, 100),
                new LogDrain("LOG-1", 2_000, 500, 1, 150_000),
                new LogDrain("LOG-1", 2_000, 2_000, 1, 150_000),
                new LogDrain("LOG-1", 2_000, 5_000, 1, 150_000),
                new LogDrain("LOG-1", 4_000, 500, 100, 400_000),
                new LogCrash("LOG-2", 500, 20, 40_000));
    }
}
