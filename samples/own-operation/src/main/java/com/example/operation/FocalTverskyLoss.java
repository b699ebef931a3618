package com.example.operation;

import dev.factorizer.api.graph.Value;
import dev.factorizer.models.losses.Loss;

/**
 * The mean of (1 − index)^γ over samples and channels: above 1, γ turns to what is segmented badly (Abraham and Khan 2019).
 *
 * @param index how overlap is measured
 * @param gamma γ
 */
public record FocalTverskyLoss(TverskyIndex index, double gamma) implements Loss {
    @Override
    public Value apply(Value logits, Value target) {
        return logits.sigmoid().apply(index, target).subtractedFrom(1).pow(gamma).meanAll();
    }
}
