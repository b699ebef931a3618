package dev.factorizer.api.branches;

import dev.factorizer.api.fusion.FusionPattern;
import dev.factorizer.api.fusion.FusionProvider;
import java.util.List;

/** Provides the rewrites that make parts of blocks one operation each. */
public final class BranchFusion implements FusionProvider {
    /** Makes the provider; {@code ServiceLoader} does it. */
    public BranchFusion() { }

    @Override
    public List<FusionPattern> patterns() {
        return List.of(MixerBranch.pattern(), ChannelMlpBranch.pattern(), ActivatedInstanceNorm.pattern());
    }
}
