import { Ctx, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { toViewer, ViewerType } from '../types/viewer.type.ts';

@Resolver()
export class ViewerResolver {
  @Needs.anyCredential()
  @Query(() => ViewerType, { description: 'The calling credential: its organisation, mode, scopes and expiry.' })
  viewer(@Ctx() { actor }: ApiContext): ViewerType {
    return toViewer(actor);
  }
}
