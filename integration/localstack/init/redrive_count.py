"""Adds to the context object of LocalStack's Step Functions what it lacks, and the state machine reads.

In AWS $states.context.Execution.RedriveCount is there from the first visit on (Step Functions developer guide, "Accessing
execution data from the Context object in Step Functions"). LocalStack has no redrives, so here it is always 0.
LocalStack itself runs this when it starts ("Initialization hooks").
"""

from localstack.services.stepfunctions.asl.eval.states import States

begin = States.__init__


def begin_with_redrive_count(self, context):
    context["Execution"].setdefault("RedriveCount", 0)
    begin(self, context)


States.__init__ = begin_with_redrive_count
