/* hrdim: everything that the installed library offers, room by room. */
#ifndef HRDIM_H
#define HRDIM_H

#include "base/error.h"
#include "bounds/bound.h"
#include "bounds/checked.h"
#include "certificate/certificate.h"
#include "embedding/embedding.h"
#include "embedding/matrix.h"
#include "embedding/method.h"
#include "embedding/npy.h"
#include "feasibility/check.h"
#include "feasibility/linear.h"
#include "hierarchy/ancestors.h"
#include "hierarchy/builder.h"
#include "hierarchy/digest.h"
#include "hierarchy/hierarchy.h"
#include "hierarchy/order.h"
#include "hierarchy/write.h"
#include "learn/encoder.h"
#include "learn/holdout.h"
#include "learn/loss.h"
#include "learn/optimizer.h"
#include "learn/recipe.h"
#include "learn/sampler.h"
#include "learn/text.h"
#include "learn/train.h"
#include "retrieve/evaluate.h"
#include "retrieve/graded.h"
#include "retrieve/interval.h"
#include "retrieve/trec.h"

#endif
