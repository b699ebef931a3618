package dev.factorizer.models.explanation;

import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.inference.WindowedScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The components of a layer in a scan (Ashtari et al. 2023, section 3): where each is, as a volume on the scan's own grid, and how
 * much it is of what the layer reconstructs. The sum of all maps is the reconstruction. Maps are brought to the scan's grid when
 * they are asked for; until then they lie on the network's.
 */
public final class ComponentMaps {
    private final String layer;
    private final WindowedScan scan;
    private final Volume maps;
    private final List<List<Integer>> shifts;
    private final int heads;
    private final int rank;
    private final List<Component> components;

    /** Maps by shift, head and component, and behind them the reconstruction, on the network's grid. */
    ComponentMaps(FactorizationLayer from, WindowedScan scan, Volume maps) {
        this.layer = from.name();
        this.scan = scan;
        this.maps = maps;
        this.shifts = from.layout().shifts();
        this.heads = from.layout().heads();
        this.rank = from.rank();
        this.components = ranked();
    }

    private List<Component> ranked() {
        int count = maps.channels() - 1;
        double[] sums = new double[count];
        double[] products = new double[count];
        float[] whole = reconstruction().voxels();
        for (int i = 0; i < count; i++) {
            float[] map = onScan(i).voxels();
            for (int voxel = 0; voxel < map.length; voxel++) {
                sums[i] += Math.abs(map[voxel]);
                products[i] += (double) map[voxel] * whole[voxel];
            }
        }
        double total = Arrays.stream(sums).sum();
        // The maps add up to the reconstruction, and so do these.
        double energy = Arrays.stream(products).sum();
        List<Component> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            found.add(new Component(i / (heads * rank), i / rank % heads, i % rank, total == 0 ? 0 : sums[i] / total,
                    energy == 0 ? 0 : products[i] / energy));
        }
        found.sort(Comparator.comparingDouble(Component::share).reversed());
        return List.copyOf(found);
    }

    /** {@return the layer's name} */
    public String layer() {
        return layer;
    }

    /** {@return by how many voxels of the layer the image is rolled along each axis, for each shift} */
    public List<List<Integer>> shifts() {
        return shifts;
    }

    /** {@return all components, the one with the largest share first} */
    public List<Component> components() {
        return components;
    }

    /**
     * Where a component is: the sum over the head's channels of u_r v_rᵀ, divided by the number of shifts, whose results the layer
     * averages.
     *
     * @param component one of {@link #components()}
     * @return one channel on the scan's grid, with its header; not negative if the solver's factors are not
     * @throws IllegalArgumentException if the layer has no such component
     */
    public Volume map(Component component) {
        if (!components.contains(component)) {
            throw new IllegalArgumentException("components: " + layer + " has no " + component + ", expected one of its "
                    + components.size() + " components");
        }
        return onScan((component.shift() * heads + component.head()) * rank + component.component());
    }

    /** {@return the layer's result before its last linear map, summed over channels: one channel on the scan's grid} */
    public Volume reconstruction() {
        return onScan(maps.channels() - 1);
    }

    private Volume onScan(int channel) {
        int voxels = maps.grid().voxels();
        return scan.toScan(maps.withVoxels(1, Arrays.copyOfRange(maps.voxels(), channel * voxels, (channel + 1) * voxels)));
    }
}
