package energy.peerwatt.orderbook.book.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** How far a partition of the command log is applied. */
@Entity
@Table(name = "partition_offset")
@NullUnmarked
class PartitionRow {
    @Id
    @Column(name = "partition")
    Integer partition;

    @Column(name = "next_offset")
    long nextOffset;
}
