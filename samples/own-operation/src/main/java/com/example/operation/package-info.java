/** {@link com.example.operation.TverskyIndex} is the operation, {@link com.example.operation.FocalTverskyLoss} the loss. */
package com.example.operation;
