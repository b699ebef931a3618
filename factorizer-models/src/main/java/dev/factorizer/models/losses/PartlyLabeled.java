package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.augmentation.UnknownLabels;
import java.util.Optional;

/**
 * A loss whose targets are {@value #UNKNOWN} where it is not known what is there: voxels that were not to be used, or channels of
 * regions that were not looked for in a case. The loss is that of the rest, and the gradient is 0 at what is left out: sums and means
 * run over what is known; a sample's channel of which nothing is known is in no mean; a softmax is over the known channels of a voxel.
 *
 * @param base the loss of what is known
 */
public record PartlyLabeled(Loss base) implements Loss {
    /** The value of a target that is not known. */
    public static final float UNKNOWN = UnknownLabels.UNKNOWN;

    @Override
    public Value apply(Value logits, Value target) {
        Value known = target.greaterOrEqual(0);
        return base.apply(logits, Value.select(known, target, target.zero()), known);
    }

    @Override
    public Shape targets(Shape logits) {
        return base.targets(logits);
    }

    @Override
    public void requireTargets(Tensor targets, int channels) {
        float[] values = targets.toFloats();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == UNKNOWN) {
                values[i] = 0;
            }
        }
        base.requireTargets(Tensor.of(targets.shape(), values), channels);
    }

    @Override
    public Loss partlyLabeled() {
        return this;
    }

    @Override
    public boolean takesUnknown() {
        return true;
    }

    static PartlyLabeled read(SettingsReader read) {
        return new PartlyLabeled(read.object("base", LossKinds::read));
    }

    /** Has none if the base has none. */
    @Override
    public Optional<Identity> identity() {
        return base.identity().map(part -> new Identity("partlyLabeled", new SettingsWriter().put("base", part.toTree()).toTree()));
    }
}
